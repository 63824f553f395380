namespace ActiveReach.Words;

/// <summary>Words and phrases with their uses, as they are found in a <see cref="FoldedText"/>.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> lookup;

    /// <summary>Letters of the longest phrase by its first letter: most words of a text begin none.</summary>
    private readonly Dictionary<char, int> longest = [];
    private readonly Vocabulary? wider;

    private Vocabulary(Vocabulary? wider)
    {
        this.wider = wider;
        lookup = entries.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The words of all languages.</summary>
    public static Vocabulary Everyone { get; } = OfLanguages(
        [.. GermanicWords.All, .. RomanceWords.All, .. SlavicWords.All, .. OtherEuropeanWords.All, .. AsianWords.All]);

    /// <summary>With a workspace's own words besides.</summary>
    public static Vocabulary With(ReplyWords own)
    {
        if (own.IsEmpty)
            return Everyone;
        var vocabulary = new Vocabulary(Everyone);
        foreach (var (words, use) in new[] { (own.Stop, WordUse.Stop | WordUse.FirmStop), (own.Start, WordUse.Start), (own.Help, WordUse.Help) })
        {
            foreach (var word in words)
                vocabulary.Add(word, use);
        }

        return vocabulary;
    }

    /// <summary>The longest phrase of one of these uses that begins at a word of the text.</summary>
    /// <param name="next">The word after it.</param>
    public bool Find(FoldedText text, int at, WordUse uses, out WordUse found, out int next)
    {
        (found, next) = (WordUse.None, at);
        if (at >= text.Count)
            return false;
        var letters = longest.GetValueOrDefault(text.Between(at, at + 1)[0]);
        for (var to = at + 1; to <= text.Count && text.Between(at, to) is { } phrase && phrase.Length <= letters; to++)
        {
            if (lookup.TryGetValue(phrase, out var entry) && (entry.UsesOf(text, at, to) & uses) is not WordUse.None and var use)
                (found, next) = (use, to);
        }

        return next > at || (wider is not null && wider.Find(text, at, uses, out found, out next));
    }

    private static Vocabulary OfLanguages(IReadOnlyList<LanguageWords> languages)
    {
        var all = new Vocabulary(null);
        foreach (var language in languages)
        {
            all.AddList(language.Stop, WordUse.Stop | WordUse.FirmStop, WordUse.Stop);
            all.AddList(language.Start, WordUse.Start, WordUse.StartAlone);
            all.AddList(language.Help, WordUse.Help);
            all.AddList(language.Please, WordUse.Please);
            all.AddList(language.Thanks, WordUse.Thanks);
            var about = language.About.Split('|');
            all.AddList(about[0], WordUse.About | WordUse.Subject);
            all.AddList(about.Length > 1 ? about[1] : "", WordUse.About);
            all.AddList(language.Makes, WordUse.Makes);
            all.AddList(language.Says, WordUse.Says);
            all.AddList(language.Asks, WordUse.Asks);
            all.AddList(language.Not, WordUse.Not);
            all.AddList(language.Signature, WordUse.Signature);
            var reply = language.Reply.Split('|');
            all.AddList(reply[0], WordUse.ReplyBefore);
            all.AddList(reply.Length > 1 ? reply[1] : "", WordUse.ReplyAfter);
        }

        return all;
    }

    /// <param name="list">As <see cref="LanguageWords"/> writes it.</param>
    /// <param name="alone">Of what is marked with an asterisk.</param>
    private void AddList(string list, WordUse use, WordUse alone = WordUse.None)
    {
        foreach (var word in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var meant = word[^1] == '*' ? alone : word[0] == '+' ? use | WordUse.ClearStop : use;
            Add(word.Trim('+', '*', '='), meant, isExact: word[0] == '=');
        }
    }

    private void Add(string word, WordUse use, bool isExact = false)
    {
        var text = FoldedText.Of(word);
        var phrase = text.Between(0, text.Count).ToString();
        if (!entries.TryGetValue(phrase, out var entry))
            entries.Add(phrase, entry = new Entry());
        entry.Add(use, isExact ? text.ExactBetween(0, text.Count) : null);
        longest[phrase[0]] = Math.Max(phrase.Length, longest.GetValueOrDefault(phrase[0]));
    }

    private sealed class Entry
    {
        private readonly Dictionary<string, WordUse> exact = new(StringComparer.Ordinal);
        private WordUse uses;

        public void Add(WordUse use, string? spelled)
        {
            if (spelled is null)
                uses |= use;
            else
                exact[spelled] = exact.GetValueOrDefault(spelled) | use;
        }

        public WordUse UsesOf(FoldedText text, int from, int to) =>
            exact.Count == 0 ? uses : uses | exact.GetValueOrDefault(text.ExactBetween(from, to));
    }
}

namespace ActiveReach.Words;

/// <summary>What people of one language write when they want no more messages, or messages again. Each text is a list of words and phrases,
/// separated by commas, in ordinary spelling: case, accents and spaces don't count when they are compared (see <see cref="FoldedText"/>).
/// Before a word, <c>+</c> says that it can't mean anything else, so that a text is held wherever it stands; <c>=</c> that
/// its accents do count, because without them it is another word. After a word, <c>*</c> says that it often means something else: it
/// counts only where nothing else of weight is said.</summary>
/// <param name="Tag">BCP 47.</param>
/// <param name="Stop">Opt-out words.</param>
internal sealed record LanguageWords(string Tag, string Stop)
{
    /// <summary>Opt-in words; those with <c>*</c> only where they are the whole text.</summary>
    public string Start { get; init; } = "";

    public string Help { get; init; } = "";

    /// <summary>Before or after an opt-out word they change nothing.</summary>
    public string Please { get; init; } = "";

    /// <summary>The same, but a text that begins with one and goes on does not ask for anything.</summary>
    public string Thanks { get; init; } = "";

    /// <summary>What is to be stopped, and after <c>|</c> what is said about it: beside an opt-out word these add nothing of weight. Many languages
    /// name the thing first ("Nachrichten stoppen").</summary>
    public string About { get; init; } = "";

    /// <summary>Other words that ask to stop, wherever they stand; a person reads such a text.</summary>
    public string Asks { get; init; } = "";

    /// <summary>Turn what follows into its contrary.</summary>
    public string Not { get; init; } = "";

    /// <summary>Make of an opt-out word that follows something else: a place ("bus stop"), a time ("month end"), a question ("does it end").</summary>
    public string Makes { get; init; } = "";

    /// <summary>How the signature of a phone or a mail program begins.</summary>
    public string Signature { get; init; } = "";

    /// <summary>What a sender writes just before the word that is to be sent back; after <c>|</c> what stands behind it.</summary>
    public string Reply { get; init; } = "";

    /// <summary>What one says of having asked already: around an opt-out word it adds nothing of weight.</summary>
    public string Says { get; init; } = "";

    /// <summary>Every first with every second, as a list.</summary>
    public static string Each(string firsts, string seconds) =>
        string.Join(", ", firsts.Split(", ").SelectMany(first => seconds.Split(", "), (first, second) => $"{first} {second}"));
}

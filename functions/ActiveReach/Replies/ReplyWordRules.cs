using ActiveReach.Problems;
using ActiveReach.Words;

namespace ActiveReach.Replies;

/// <summary>What the words that a workspace adds must be like: something that people can send, and not what means something else already.</summary>
internal static class ReplyWordRules
{
    private const int MostWords = 50;
    private const int LongestWord = 40;

    public static IEnumerable<InputProblem> Check(ReplyWords words)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        return new[] { ("replyWords.stop", words.Stop, ReplyKind.OptOut), ("replyWords.start", words.Start, ReplyKind.OptIn), ("replyWords.help", words.Help, ReplyKind.Help) }
            .SelectMany(list => list.Item2.Count > MostWords
                ? [new InputProblem(list.Item1, "too_many", $"{list.Item1} has {list.Item2.Count} entries: keep it to {MostWords}.")]
                : list.Item2.SelectMany((word, index) => Word($"{list.Item1}[{index}]", list.Item1, word, list.Item3, taken)))
            .ToList();
    }

    private static IEnumerable<InputProblem> Word(string path, string list, string word, ReplyKind kind, Dictionary<string, string> taken)
    {
        var text = FoldedText.Of(word);
        if (word.Length > LongestWord || word.Any(char.IsControl) || text.Count == 0)
        {
            yield return new InputProblem(path, "invalid_word", $"{path} is '{(word.Length <= LongestWord ? word : word[..LongestWord] + "…")}': give a word or a short phrase of letters or digits, up to {LongestWord} characters.");
            yield break;
        }

        var known = ReplyKeywords.Classify(word);
        if (known is ReplyKind.OptOut or ReplyKind.OptIn or ReplyKind.Help && known != kind)
            yield return new InputProblem(path, "taken", $"{path} is '{word}', which {Meaning(known)} everywhere: choose another word.");
        else if (!taken.TryAdd(text.Between(0, text.Count).ToString(), list) && taken[text.Between(0, text.Count).ToString()] != list)
            yield return new InputProblem(path, "taken", $"{path} is '{word}', which stands in {taken[text.Between(0, text.Count).ToString()]} too: a word does one thing.");
    }

    private static string Meaning(ReplyKind kind) => kind switch
    {
        ReplyKind.OptOut => "opts out",
        ReplyKind.OptIn => "opts in",
        _ => "asks for help",
    };
}

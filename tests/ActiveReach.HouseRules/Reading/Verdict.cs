namespace ActiveReach.HouseRules.Reading;

/// <summary>Fails a rule with everything that breaks it, and with what to do about it.</summary>
internal static class Verdict
{
    public static void None(IEnumerable<string> offences, string rule)
    {
        var all = offences.ToList();
        Assert.True(all.Count == 0, $"{rule}\n{string.Join('\n', all)}");
    }

    /// <summary>Holds what a rule looks at: a rule that looks at nothing would always pass.</summary>
    public static IReadOnlyList<T> Some<T>(IEnumerable<T> subjects, string what)
    {
        var all = subjects.ToList();
        Assert.True(all.Count > 0, $"The rule found no {what} to look at: it has moved, and the rule must follow it.");
        return all;
    }
}

using ActiveReach.Problems;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages.Sms;

/// <summary>What a workspace may say about its texts: lines that tell how to opt out, and how long a text may be.</summary>
public sealed record SmsSettings : ISettingsSection
{
    private const int LongestLine = 160;
    private const int MostLines = 100;

    /// <summary>A message is put together from at most so many parts: their count is one byte (3GPP TS 23.040).</summary>
    private const int MostSegments = 255;

    /// <summary>Put below a text that doesn't say how to opt out, e.g. <c>Reply STOP to opt out</c>; null for nothing.</summary>
    public string? SmsOptOutLine { get; init; }

    /// <summary>The same for people of a language (BCP 47); others get <see cref="SmsOptOutLine"/>.</summary>
    public IReadOnlyDictionary<string, string> SmsOptOutLines { get; init; } = new Dictionary<string, string>();

    /// <summary>A text of more segments is not sent. Default: 10.</summary>
    public int SmsMaxSegments { get; init; } = 10;

    public IEnumerable<InputProblem> Check()
    {
        if (SmsOptOutLine is { } line)
        {
            foreach (var problem in Line("smsOptOutLine", line))
                yield return problem;
        }

        if (SmsOptOutLines.Count > MostLines)
            yield return new InputProblem("smsOptOutLines", "too_many", $"smsOptOutLines has {SmsOptOutLines.Count} entries: keep it to {MostLines}.");
        foreach (var (language, translated) in SmsOptOutLines.Take(MostLines))
        {
            var path = $"smsOptOutLines.{(language.Length <= 40 ? language : language[..40] + "…")}";
            if (ValueRules.Language(language, out _) is null)
                yield return new InputProblem(path, "invalid_language", $"'{path}' names no language: write BCP 47, e.g. fr or pt-BR.");
            foreach (var problem in Line(path, translated))
                yield return problem;
        }

        if (SmsMaxSegments is < 1 or > MostSegments)
            yield return new InputProblem("smsMaxSegments", "out_of_range", $"smsMaxSegments is {SmsMaxSegments}: give 1 to {MostSegments}.");
    }

    private static IEnumerable<InputProblem> Line(string path, string line)
    {
        if (string.IsNullOrWhiteSpace(line) || line.Length > LongestLine || line.Any(char.IsControl))
            yield return new InputProblem(path, "wrong_length", $"{path} takes 1 to {LongestLine} characters on one line, e.g. \"Reply STOP to opt out\".");
        else if (line.Contains("{{", StringComparison.Ordinal))
            yield return new InputProblem(path, "no_fields", $"{path} is '{line}': it is the same for everybody, so write it without fields.");
        else if (!OptOutWording.IsIn(line))
            yield return new InputProblem(path, "no_opt_out_wording", $"{path} is '{line}', which doesn't say how to opt out: name the word to send, e.g. \"Reply STOP to opt out\".");
    }
}

/// <summary>What a workspace says about its texts.</summary>
public static class SmsOfWorkspace
{
    extension(Workspace workspace)
    {
        /// <inheritdoc cref="SmsSettings.SmsOptOutLine"/>
        public string? SmsOptOutLine => workspace.Of<SmsSettings>().SmsOptOutLine;

        /// <inheritdoc cref="SmsSettings.SmsOptOutLines"/>
        public IReadOnlyDictionary<string, string> SmsOptOutLines => workspace.Of<SmsSettings>().SmsOptOutLines;

        /// <inheritdoc cref="SmsSettings.SmsMaxSegments"/>
        public int SmsMaxSegments => workspace.Of<SmsSettings>().SmsMaxSegments;
    }
}

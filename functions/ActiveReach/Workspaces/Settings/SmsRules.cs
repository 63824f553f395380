using ActiveReach.Messages.Sms;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Workspaces;

/// <summary>What a workspace may say about its texts: lines that tell how to opt out, and how long a text may be.</summary>
internal static class SmsRules
{
    private const int LongestLine = 160;
    private const int MostLines = 100;

    /// <summary>A message is put together from at most so many parts: their count is one byte (3GPP TS 23.040).</summary>
    private const int MostSegments = 255;

    public static IEnumerable<InputProblem> Check(WorkspaceSettings settings)
    {
        if (settings.SmsOptOutLine is { } line)
        {
            foreach (var problem in Line("smsOptOutLine", line))
                yield return problem;
        }

        if (settings.SmsOptOutLines.Count > MostLines)
            yield return new InputProblem("smsOptOutLines", "too_many", $"smsOptOutLines has {settings.SmsOptOutLines.Count} entries: keep it to {MostLines}.");
        foreach (var (language, translated) in settings.SmsOptOutLines.Take(MostLines))
        {
            var path = $"smsOptOutLines.{(language.Length <= 40 ? language : language[..40] + "…")}";
            if (ValueRules.Language(language, out _) is null)
                yield return new InputProblem(path, "invalid_language", $"'{path}' names no language: write BCP 47, e.g. fr or pt-BR.");
            foreach (var problem in Line(path, translated))
                yield return problem;
        }

        if (settings.SmsMaxSegments is < 1 or > MostSegments)
            yield return new InputProblem("smsMaxSegments", "out_of_range", $"smsMaxSegments is {settings.SmsMaxSegments}: give 1 to {MostSegments}.");
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

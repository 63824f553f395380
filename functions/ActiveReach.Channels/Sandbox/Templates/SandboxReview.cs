using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ActiveReach.Providers;
using ActiveReach.TemplateLibrary;

namespace ActiveReach.Channels.Sandbox.Templates;

/// <summary>A template that the stand-in reviewer was shown, as it stands in its file.</summary>
/// <param name="Id">A number, as Meta gives.</param>
/// <param name="Due">When the verdict is told, in business time.</param>
internal sealed record SandboxReview(string Id, string Account, string Name, string Language, string? Header, string Body, string? Footer, DateTimeOffset Due)
{
    public static SandboxReview Of(TemplateSubmission shown, DateTimeOffset due)
    {
        string?[] said = [shown.Workspace.Value, shown.Name, shown.Language, shown.HeaderMedia is { } media ? media.ToString() : shown.Header, shown.Body, shown.Footer, .. shown.Buttons.Select(button => button.ToString())];
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', said)));
        return new SandboxReview(
            (BitConverter.ToUInt64(hash) >> 14).ToString(System.Globalization.CultureInfo.InvariantCulture), shown.Workspace.Value, shown.Name, shown.Language, shown.Header, shown.Body, shown.Footer, due);
    }
}

/// <summary>What the stand-in reviewer finds wrong, of what Meta refuses: it follows from the text and the settings alone.</summary>
/// <param name="Code">One of Meta's reasons.</param>
/// <param name="Reason">In a sentence; null where Meta gives none.</param>
internal sealed partial record SandboxObjection(string Code, string? Reason = null, string? Recommendation = null)
{
    /// <summary>Null for a template that is approved.</summary>
    public static SandboxObjection? To(SandboxReview shown, SandboxOptions options)
    {
        if (options.RejectedTemplates.Contains(shown.Name, StringComparer.Ordinal))
            return new("ABUSIVE_CONTENT");
        var body = shown.Body.Trim();
        if (AtAnEnd().IsMatch(body))
            return new("INVALID_FORMAT", "The body begins or ends with a placeholder.", "Write words before the first and after the last placeholder.");
        if (Adjacent().IsMatch(body))
            return new("INVALID_FORMAT", "Two placeholders stand side by side.", "Write words between them.");
        var placeholders = Placeholders.Count(body);
        var words = Placeholders.Fill(body, []).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        return words < (2 * placeholders) + 1 && placeholders > 0
            ? new("INVALID_FORMAT", $"There are too many placeholders for {words} words.", "Write more words, or take placeholders out.")
            : null;
    }

    [GeneratedRegex(@"^\{\{[0-9]+\}\}|\{\{[0-9]+\}\}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AtAnEnd();

    [GeneratedRegex(@"\}\}\s*\{\{", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Adjacent();
}

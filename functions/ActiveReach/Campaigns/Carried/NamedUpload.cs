using ActiveReach.Media;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Carried;

/// <summary>An upload that a content names.</summary>
internal static class NamedUpload
{
    /// <summary>The upload, or what is wrong with its name: it stands there already, or there is none.</summary>
    /// <param name="before">What is named before it in the same list.</param>
    public static (MediaItem? Item, InputProblem? Fault) Find(string at, string id, IEnumerable<string> before, IReadOnlyDictionary<string, MediaItem?> known) =>
        before.Contains(id, StringComparer.Ordinal) ? (null, new InputProblem(at, "duplicate", $"{at} is '{InputProblem.Shorten(id)}', which stands there already: name it once."))
        : known[id] is { } item ? (item, null)
        : (null, new InputProblem(at, "unknown_media", $"{at} is '{InputProblem.Shorten(id)}', and there is no such upload in this workspace: send the file to POST media first."));
}

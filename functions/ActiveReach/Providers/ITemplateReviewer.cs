using ActiveReach.Channels;
using ActiveReach.Media;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers;

/// <summary>One vendor's way of having templates of a channel looked at. Its verdict comes later, by its callback.</summary>
public interface ITemplateReviewer
{
    Channel Channel { get; }

    /// <summary>Shows a version to the vendor.</summary>
    /// <exception cref="InvalidInputException">The vendor can't be shown it, or won't look at it: with the field, and why.</exception>
    /// <returns>The vendor's id of it. The same submission again gets the same.</returns>
    Task<string> SubmitAsync(TemplateSubmission submission, CancellationToken cancellation);
}

/// <summary>What a vendor is shown.</summary>
/// <param name="Name">What it is called there: another one for each version.</param>
public sealed record TemplateSubmission(WorkspaceId Workspace, string Name, string Language, string? Header, string Body, string? Footer)
{
    /// <summary>What stands in the header in place of words.</summary>
    public MediaKind? HeaderMedia { get; init; }

    /// <summary>A file of that kind to be looked at; null where none is named.</summary>
    public HeaderExample? Example { get; init; }

    /// <summary>Below the message, in the order in which they are shown.</summary>
    public IReadOnlyList<TemplateButton> Buttons { get; init; } = [];
}

/// <summary>A file that a vendor's reviewers look at.</summary>
/// <param name="Url">Where anybody finds it, on the app's own address, which every upload answers under whatever domain a workspace has.</param>
/// <param name="OpenAsync">Its bytes.</param>
public sealed record HeaderExample(MediaItem Item, string Url, Func<CancellationToken, Task<Stream>> OpenAsync);

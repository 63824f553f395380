using ActiveReach.Channels;
using ActiveReach.Media;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers;

/// <summary>One vendor's way of having templates of a channel looked at. Its verdict comes later, by its callback.</summary>
public interface ITemplateReviewer
{
    Channel Channel { get; }

    /// <summary>Whether it can show the vendor a template whose header is an upload.</summary>
    bool TakesHeaderMedia => false;

    /// <summary>Shows a version to the vendor.</summary>
    /// <returns>The vendor's id of it. The same submission again gets the same.</returns>
    Task<string> SubmitAsync(TemplateSubmission submission, CancellationToken cancellation);
}

/// <summary>What a vendor is shown.</summary>
/// <param name="Name">What it is called there: another one for each version.</param>
public sealed record TemplateSubmission(WorkspaceId Workspace, string Name, string Language, string? Header, string Body, string? Footer)
{
    /// <summary>What stands in the header in place of words.</summary>
    public MediaKind? HeaderMedia { get; init; }
}

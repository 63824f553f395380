using ActiveReach.Workspaces;

namespace ActiveReach.Media;

/// <summary>Tells who carries an upload in what they send.</summary>
public interface IMediaUses
{
    Task<IReadOnlyList<MediaUse>> OfAsync(WorkspaceId workspace, string media, CancellationToken cancellation = default);
}

/// <param name="Id">Of the campaign.</param>
/// <param name="Status">As the API writes it.</param>
/// <param name="IsOver">Whether it will send nothing more.</param>
public sealed record MediaUse(string Id, string? Name, string Status, bool IsOver);

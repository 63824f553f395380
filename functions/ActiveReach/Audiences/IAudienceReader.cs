using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences;

/// <summary>Reads the people of an audience in order of their ids, in pages, so that a plan of a million is never in memory
/// and can go on where it stopped.</summary>
public interface IAudienceReader
{
    /// <summary>The next contacts of the audience with an id above <paramref name="after"/>, in order of id, at most
    /// <paramref name="limit"/>. Everyone the filter matches, reachable or not.</summary>
    Task<IReadOnlyList<Recipient>> PageAsync(ResolvedAudience audience, ContactId after, int limit, CancellationToken cancellation = default);

    /// <summary>The contacts with these ids, as they are now; missing ones are left out.</summary>
    Task<IReadOnlyDictionary<ContactId, Recipient>> ReadAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation = default);

    /// <summary>The exact number of contacts, reachable by channel and excluded by reason, with a sample.</summary>
    Task<AudiencePreview> PreviewAsync(ResolvedAudience audience, IReadOnlyList<Channel> channels, CancellationToken cancellation = default);
}

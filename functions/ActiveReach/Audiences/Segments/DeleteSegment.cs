using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Segments;

/// <summary>Removes a segment that nobody uses. Its versions stay, for the runs that began with them.</summary>
public sealed class DeleteSegment(SavedSegments segments, SegmentUsers users, TimeProvider clock)
{
    /// <param name="condition">Throws when the caller has another version in mind.</param>
    /// <exception cref="ConflictException">It is used; with the users.</exception>
    public async Task RunAsync(Caller caller, SegmentId id, Action<Segment>? condition, CancellationToken cancellation = default)
    {
        SegmentWeb web;
        AuditEntry told;
        do
        {
            web = await segments.WebAsync(caller.Workspace, cancellation);
            var segment = await segments.FindAsync(caller.Workspace, id, cancellation: cancellation) ?? throw new NotFoundException("segment", id.Value);
            condition?.Invoke(segment);
            var use = await users.OfAsync(segment, cancellation);
            if (use.Total > 0)
            {
                throw new ConflictException($"The segment '{id}' is used by {use.Segments.Count} segments and {use.CampaignTotal} campaigns that are not over: take it out of them first.",
                    details: new Dictionary<string, object?> { ["segments"] = use.Segments, ["campaigns"] = use.Campaigns });
            }

            told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, "segment.deleted", id.Value);
        }
        while (!await segments.TryDeleteAsync(caller.Workspace, id, web, told, cancellation));
    }
}

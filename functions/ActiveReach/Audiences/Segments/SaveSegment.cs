using System.Text.Json;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Segments;

/// <summary>Adds segments and changes them, each change a new version. What is saved can be read, and so can all that names it: a cycle
/// never comes about, also not by two edits at once.</summary>
public sealed class SaveSegment(SavedSegments segments, ResolveAudience audiences, WorkspaceRegister workspaces, TimeProvider clock)
{
    /// <summary>Most segments of a workspace.</summary>
    public const int Most = 5000;

    /// <exception cref="ConflictException">The id is taken, or there are too many.</exception>
    /// <exception cref="InvalidInputException">With every problem and its path.</exception>
    public async Task<Segment> AddAsync(Caller caller, InputValue json, CancellationToken cancellation = default)
    {
        var definition = SegmentDefinition.Read(json);
        var id = definition.Id is { } given ? new SegmentId(given) : SegmentId.New();
        var now = clock.GetUtcNow();
        while (true)
        {
            var web = await segments.WebAsync(caller.Workspace, cancellation);
            if (await segments.FindAsync(caller.Workspace, id, cancellation: cancellation) is not null)
                throw new ConflictException($"There is a segment '{id}' already: change that one, or choose another id.");
            if (web.Segments >= Most)
                throw new ConflictException($"A workspace has at most {Most} segments: delete some that nobody uses.");
            var segment = definition.Apply(new Segment
            {
                Id = id,
                Workspace = caller.Workspace,
                Name = "",
                Audience = new Audience(),
                CreatedAt = now,
                UpdatedAt = now,
                EditedBy = caller.Member,
            });
            if (await TryWriteAsync(caller, segment, web, "segment.created", cancellation) is { } written)
                return written;
        }
    }

    /// <param name="condition">Throws when the caller has another version in mind.</param>
    public async Task<Segment> ChangeAsync(Caller caller, SegmentId id, InputValue patch, Action<Segment>? condition, CancellationToken cancellation = default)
    {
        while (true)
        {
            var web = await segments.WebAsync(caller.Workspace, cancellation);
            var segment = await segments.FindAsync(caller.Workspace, id, cancellation: cancellation) ?? throw new NotFoundException("segment", id.Value);
            condition?.Invoke(segment);
            var before = SegmentDefinition.Of(segment);
            var after = before.With(patch);
            if (JsonElement.DeepEquals(JsonSerializer.SerializeToElement(before, Wire.Json), JsonSerializer.SerializeToElement(SegmentDefinition.Of(after.Apply(segment)), Wire.Json)))
                return segment;
            var changed = after.Apply(segment) with { UpdatedAt = clock.GetUtcNow(), EditedBy = caller.Member };
            if (await TryWriteAsync(caller, changed, web, "segment.changed", cancellation) is { } written)
                return written;
        }
    }

    private async Task<Segment?> TryWriteAsync(Caller caller, Segment segment, SegmentWeb web, string action, CancellationToken cancellation)
    {
        var workspace = await workspaces.ReadAsync(caller.Workspace, cancellation);
        if (await audiences.CheckAsync(segment, workspace, cancellation) is { Count: > 0 } problems)
            throw new InvalidInputException(problems);
        return await segments.TryWriteAsync(segment, web, new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, action, segment.Id.Value), cancellation);
    }
}

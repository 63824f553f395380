using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Media;

/// <summary>Removes uploads: what somebody asks for, and what nothing has used for long enough.</summary>
public sealed class DeleteMedia(SavedMedia media, LooseFiles loose, IMediaUses uses, TimeProvider clock)
{
    /// <summary>How often uploads are looked for who uses them.</summary>
    private static readonly TimeSpan Rounds = TimeSpan.FromHours(12);

    /// <exception cref="ConflictException">A campaign that is not over uses it.</exception>
    public async Task RunAsync(Caller caller, string id, CancellationToken cancellation = default)
    {
        while (await media.FindAsync(caller.Workspace, id, cancellation) is { } item)
        {
            if ((await uses.OfAsync(caller.Workspace, id, cancellation)).FirstOrDefault(use => !use.IsOver) is { } use)
            {
                throw new ConflictException(
                    $"The campaign '{use.Name ?? use.Id}' ({use.Id}, {use.Status}) uses '{item.Name}': take it out of the campaign first, or delete it once that is over.",
                    details: new Dictionary<string, object?> { ["campaign"] = use.Id, ["status"] = use.Status });
            }

            if (await TryRemoveAsync(item, caller.Member, "media.deleted", cancellation))
                return;
        }

        throw new NotFoundException("media", InputProblem.Shorten(id));
    }

    /// <summary>Looks for uploads that no campaign uses, and removes those that none has used since then.</summary>
    /// <returns>How many were looked at.</returns>
    public async Task<int> RemoveUnusedAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var due = await media.UncheckedAsync(workspace, now - Rounds, limit, cancellation);
        foreach (var item in due)
        {
            // One that was never looked for is unused since it came.
            var isUsed = (await uses.OfAsync(workspace, item.Id, cancellation)).Count > 0;
            var since = item.UnusedSince ?? (item.CheckedAt == item.CreatedAt ? item.CreatedAt : now);
            if (isUsed || since >= before)
                await media.TryCheckAsync(item, now, isUsed ? null : since, cancellation);
            else
                await TryRemoveAsync(item, "retention", "media.expired", cancellation);
        }

        return due.Count;
    }

    private async Task<bool> TryRemoveAsync(MediaItem item, string member, string action, CancellationToken cancellation)
    {
        var audit = new AuditEntry(item.Workspace, clock.GetUtcNow(), member, action, item.Id, $"{item.Form.Label}, {item.Bytes} bytes.");
        if (!await media.TryDeleteAsync(item, loose.Note(item.File), audit, cancellation))
            return false;
        await loose.RemoveAsync(item.Workspace, item.File);
        return true;
    }
}

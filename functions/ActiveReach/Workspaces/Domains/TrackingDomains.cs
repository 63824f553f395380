using System.Collections.Concurrent;
using ActiveReach.Documents;

namespace ActiveReach.Workspaces;

/// <summary>Whose a tracking domain is, and whose it was: links that were sent on it are followed there for good.</summary>
public sealed class TrackingDomains(IDocuments documents, WorkspaceRegister workspaces, TimeProvider clock)
{
    private const int Most = 1024;

    /// <summary>So long another instance may not know of a new one, which leads here for everybody meanwhile.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>Who has shown that it leads here has so long to put it into the settings.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromHours(1);

    private static readonly DocumentKind<TrackingDomain> Kind = new("tracking-domain", domain => domain.Host);

    private readonly ConcurrentDictionary<string, (TrackingDomain? Domain, DateTimeOffset At)> known = new(StringComparer.Ordinal);

    /// <summary>Null for a host that is nobody's, as the app's own.</summary>
    /// <param name="host">In small letters.</param>
    public async ValueTask<TrackingDomain?> FindAsync(string host, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(host, out var found) && now - found.At < Fresh)
            return found.Domain;

        // Anybody may write any name into a request.
        if (known.Count >= Most)
            known.Clear();
        var domain = host.Length <= 253 && host.Contains('.', StringComparison.Ordinal) ? (await documents.FindAsync(Kind, WorkspacePartition.Directory, host, cancellation))?.Value : null;
        known[host] = (domain, now);
        return domain;
    }

    /// <summary>Whether another workspace sends on it.</summary>
    public async Task<bool> IsTakenAsync(string host, WorkspaceId workspace, CancellationToken cancellation = default) =>
        await documents.FindAsync(Kind, WorkspacePartition.Directory, host, cancellation) is { } there && await IsAnothersAsync(there.Value, workspace, cancellation);

    /// <summary>Puts down that the workspace sends on it from now on; false where another does.</summary>
    public async Task<bool> TryTakeAsync(string host, WorkspaceId workspace, CancellationToken cancellation = default)
    {
        while (true)
        {
            var there = await documents.FindAsync(Kind, WorkspacePartition.Directory, host, cancellation);
            if (there is not null && await IsAnothersAsync(there.Value, workspace, cancellation))
                return false;
            var taken = new TrackingDomain(host, workspace, there is null ? [] : [.. there.Value.Before.Append(there.Value.Workspace).Distinct().Where(each => each != workspace)], clock.GetUtcNow());
            if (!await documents.TryAsync(WorkspacePartition.Directory, there is null ? Kind.Add(taken) : Kind.Replace(taken, there.ETag), cancellation))
                continue;
            known.TryRemove(host, out _);
            return true;
        }
    }

    private async Task<bool> IsAnothersAsync(TrackingDomain domain, WorkspaceId workspace, CancellationToken cancellation) =>
        domain.Workspace != workspace && (clock.GetUtcNow() - domain.Since < Held || (await workspaces.FindAsync(domain.Workspace, cancellation))?.TrackingDomain == domain.Host);
}

/// <param name="Workspace">Who sent on it last.</param>
/// <param name="Before">Who did before.</param>
/// <param name="Since">When it was shown to lead here for that workspace.</param>
public sealed record TrackingDomain(string Host, WorkspaceId Workspace, IReadOnlyList<WorkspaceId> Before, DateTimeOffset Since)
{
    /// <summary>Whether links of the workspace were sent on it.</summary>
    public bool Carried(WorkspaceId workspace) => Workspace == workspace || Before.Contains(workspace);
}

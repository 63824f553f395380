using ActiveReach.Audiences.Expressions;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences;

/// <summary>An audience as stores are asked for it: its segments read, its expression one tree, and the moment fixed. Made by
/// <see cref="ResolveAudience"/>.</summary>
/// <param name="Who">Without any <see cref="InSegment"/>; null: everybody.</param>
public sealed record ResolvedAudience(Workspace Workspace, Expression? Who, Moment AsOf)
{
    /// <summary>Only these, by id or external id; null: whoever <see cref="Who"/> is true of.</summary>
    public IReadOnlyList<string>? Contacts { get; init; }

    /// <summary>What the message would be about: people who said no to it count as not reachable. Null: nothing in particular.</summary>
    public string? Topic { get; init; }

    public static ResolvedAudience Everybody(Workspace workspace, DateTimeOffset now) => new(workspace, null, Moment.Of(workspace, now));
}

using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences;

/// <summary>Counts an audience exactly, as it is now.</summary>
public sealed class PreviewAudience(ResolveAudience audiences, IAudienceReader reader, WorkspaceRegister workspaces)
{
    /// <param name="channels">In order of priority; null: all.</param>
    /// <param name="topic">What the message would be about; null: nothing in particular.</param>
    public async Task<AudiencePreview> RunAsync(
        Caller caller, Audience audience, IReadOnlyList<Channel>? channels = null, string? topic = null, CancellationToken cancellation = default)
    {
        var workspace = await workspaces.ReadAsync(caller.Workspace, cancellation);
        if (ConsentTopic.Check(topic, workspace).ToList() is { Count: > 0 } problems)
            throw new InvalidInputException(problems);
        var resolved = await audiences.NowAsync(audience, workspace, "", cancellation) with { Topic = topic };
        return await reader.PreviewAsync(resolved, channels is { Count: > 0 } ? channels : [.. ChannelSet.All], cancellation);
    }
}

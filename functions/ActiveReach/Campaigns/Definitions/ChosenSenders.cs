using ActiveReach.Channels;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>The senders that a campaign names itself. An admin decides from which addresses a workspace writes, in its settings and
/// outlets; a campaign only chooses among them, whoever drafts it.</summary>
/// <param name="outlets">Without them the workspace's own senders count alone.</param>
/// <param name="ownership">Tells whether another workspace has the sender.</param>
public sealed class ChosenSenders(OutletDirectories? outlets = null, SenderOwnership? ownership = null)
{
    /// <summary>What is wrong with them now; empty when each may be used.</summary>
    public async Task<IReadOnlyList<InputProblem>> CheckAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default)
    {
        var problems = new List<InputProblem>();
        for (var index = 0; index < definition.Channels.Count; index++)
        {
            if (definition.Channels[index] is not { Sender: { } sender, Channel: var channel })
                continue;
            var path = $"channels[{index}].sender";
            List<InputProblem> misshapen = [.. SenderForm.Check(path, channel, sender)];
            problems.AddRange(misshapen);
            if (misshapen.Count > 0 || Holds(workspace.Senders, channel, sender))
                continue;
            var directory = outlets is null ? OutletDirectory.Empty : await outlets.OfAsync(workspace.Id, cancellation);
            if (!directory.All.Any(outlet => Holds(outlet.Senders, channel, sender)))
                problems.Add(await UnknownAsync(path, channel, sender, workspace, directory, cancellation));
        }

        return problems;
    }

    private async Task<InputProblem> UnknownAsync(
        string path, Channel channel, string sender, Workspace workspace, OutletDirectory directory, CancellationToken cancellation)
    {
        var foreign = ownership is null
            ? []
            : await ownership.CheckAsync(workspace.Id, new Dictionary<Channel, string> { [channel] = sender }, cancellation);
        if (foreign.Count > 0)
            return new InputProblem(path, "taken", $"{path} '{sender}' belongs to another workspace: use a sender of your own.");
        string[] known = [.. directory.All.Select(outlet => outlet.Senders.GetValueOrDefault(channel)).Prepend(workspace.Senders.GetValueOrDefault(channel)).OfType<string>().Distinct().Take(5)];
        var remedy = known.Length == 0
            ? $"let an admin set one in the settings (senders.{channel.Name()})"
            : $"use {string.Join(" or ", known)}, leave it out, or let an admin add it to the settings or an outlet";
        return new InputProblem(path, "unknown_sender", $"{path} is '{sender}', which is no sender of this workspace for {channel.Name()}: {remedy}.");
    }

    private static bool Holds(IReadOnlyDictionary<Channel, string> senders, Channel channel, string sender) =>
        string.Equals(senders.GetValueOrDefault(channel), sender, StringComparison.OrdinalIgnoreCase);
}

using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>A sender belongs to one workspace: what is sent to it must find its way.</summary>
public sealed class SenderOwnership(SenderDirectory directory) : ISettingsWatch
{
    /// <summary>What is wrong with senders that another workspace, or an outlet of one, has.</summary>
    public async Task<IReadOnlyList<InputProblem>> CheckAsync(WorkspaceId workspace, IReadOnlyDictionary<Channel, string> senders, CancellationToken cancellation = default)
    {
        var problems = new List<InputProblem>();
        foreach (var (channel, sender) in senders)
        {
            var path = $"senders.{channel.Name()}";
            if ((await directory.OwnersAsync(channel, sender, cancellation)).Any(owner => owner != workspace))
                problems.Add(new InputProblem(path, "taken", $"{path} '{sender}' belongs to another workspace: use a sender of your own."));
        }

        return problems;
    }

    async Task<Func<CancellationToken, Task>?> ISettingsWatch.CheckAsync(SettingsChange change, CancellationToken cancellation)
    {
        var added = change.Asked.Of<SenderSettings>().Senders.Except(change.Workspace.Senders).ToDictionary();
        return await CheckAsync(change.Workspace.Id, added, cancellation) is { Count: > 0 } problems ? throw new InvalidInputException(problems) : null;
    }
}

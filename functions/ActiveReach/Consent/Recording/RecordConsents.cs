using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent.Recording;

/// <summary>Records what somebody says a contact has said. A yes with proof, or an admin's, counts as the person's own.</summary>
public sealed class RecordConsents(IConsentStore consents, WorkspaceRegister workspaces, TimeProvider clock)
{
    private static readonly Dictionary<Channel, ConsentState> Nothing = [];
    private static readonly Dictionary<string, IReadOnlyDictionary<Channel, ConsentState>> NothingOnTopics = [];

    /// <returns>How everything stands then, and what a yes doesn't lift.</returns>
    public async Task<(ContactId Contact, IReadOnlyList<ChannelConsent> Items, IReadOnlyList<InputProblem> Warnings)> RunAsync(
        Caller caller, string contact, SaidConsents said, CancellationToken cancellation = default)
    {
        Check(said, await workspaces.ReadAsync(caller.Workspace, cancellation));
        var evidence = new ConsentEvidence(said.Source ?? "api", clock.GetUtcNow(), said.Proof ?? caller.Member);
        var weight = said.Proof is not null || caller.Role is Role.Admin ? ConsentWeight.Person : ConsentWeight.Recorded;
        var (onChannels, onTopics) = (said.Consents ?? Nothing, said.Topics ?? NothingOnTopics);
        if (!ContactId.TryParse(contact, out var id)
            || !await consents.SetAsync(caller.Workspace, id, onChannels, evidence, said.Topics, weight, cancellation)
            || await consents.FindAsync(caller.Workspace, id, cancellation) is not { } items)
            throw new NotFoundException("contact", contact);
        return (id, items, StillRefused.Of(onChannels, onTopics, items));
    }

    private static void Check(SaidConsents said, Workspace workspace)
    {
        if (said.Consents is not { Count: > 0 } && said.Topics is not { Count: > 0 })
            throw new InvalidInputException("consents", "missing", "consents is empty: give at least one channel, e.g. {\"sms\": \"opted_out\"}, or a topic.");
        foreach (var (topic, states) in said.Topics ?? NothingOnTopics)
        {
            if (!workspace.Topics.ContainsKey(topic))
                throw new InvalidInputException($"topics.{topic}", "unknown_topic", $"'{topic}' is no topic of the workspace: it has {(workspace.Topics.Count == 0 ? "none" : string.Join(", ", workspace.Topics.Keys.Order(StringComparer.Ordinal)))}.");
            if (states.Count == 0)
                throw new InvalidInputException($"topics.{topic}", "missing", $"topics.{topic} is empty: give at least one channel, e.g. {{\"sms\": \"opted_out\"}}.");
        }

        if (said.Source is { Length: 0 or > 100 })
            throw new InvalidInputException("source", "wrong_length", "source takes 1 to 100 characters, e.g. \"web form\".");
        if (said.Proof is { Length: > 500 })
            throw new InvalidInputException("proof", "wrong_length", $"proof is {said.Proof.Length} characters long: at most 500 are kept. Give the id or address of the record instead.");
    }
}

/// <summary>What a contact is said to have said.</summary>
/// <param name="Topics">The same for topics of the workspace, by their name.</param>
/// <param name="Source">How it was said, e.g. <c>web form</c>; null: <c>api</c>.</param>
/// <param name="Proof">What backs it; null: who says so.</param>
public sealed record SaidConsents(
    IReadOnlyDictionary<Channel, ConsentState>? Consents, IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>>? Topics, string? Source, string? Proof);

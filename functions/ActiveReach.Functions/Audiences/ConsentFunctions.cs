using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences;

/// <summary>What a contact has said about each channel, and about topics on them.</summary>
public sealed class ConsentFunctions(IConsentStore consents, IWorkspaceStore workspaces, TimeProvider clock)
{
    private static readonly Dictionary<Channel, ConsentState> Nothing = [];
    private static readonly Dictionary<string, IReadOnlyDictionary<Channel, ConsentState>> NothingOnTopics = [];

    private const string Route = ContactFunctions.One + "/consents";

    [Function("GetConsents")]
    [RequiresRole(Role.Viewer)]
    [Operation("Consent by channel and by topic with source, time and proof, and all changes, newest first.", Response = typeof(ConsentsView))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, string id) =>
        await ViewAsync(request, id);

    [Function("SetConsents")]
    [RequiresRole(Role.Sender)]
    [Operation("Records what the contact has said, by channel and by topic. A no holds for everybody with the address. A yes with proof, or an admin's, lifts it; warnings say what still stands in the way and who can lift that.", Request = typeof(ConsentsRequest), Response = typeof(ConsentsView))]
    public async Task<Answer> SetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, string id)
    {
        var body = await request.ReadJsonAsync<ConsentsRequest>();
        Check(body, await workspaces.OfAsync(request));
        var evidence = new ConsentEvidence(body.Source ?? "api", clock.GetUtcNow(), body.Proof ?? request.Caller().Member);
        var weight = body.Proof is not null || request.Caller().Role is Role.Admin ? ConsentWeight.Person : ConsentWeight.Recorded;
        if (!ContactId.TryParse(id, out var contact)
            || !await consents.SetAsync(request.Caller().Workspace, contact, body.Consents ?? Nothing, evidence, body.Topics, weight, request.HttpContext.RequestAborted))
            throw new NotFoundException("contact", id);
        return await ViewAsync(request, id, body);
    }

    private static void Check(ConsentsRequest body, Workspace workspace)
    {
        if (body.Consents is not { Count: > 0 } && body.Topics is not { Count: > 0 })
            throw new InvalidInputException("consents", "missing", "consents is empty: give at least one channel, e.g. {\"sms\": \"opted_out\"}, or a topic.");
        foreach (var (topic, said) in body.Topics ?? NothingOnTopics)
        {
            if (!workspace.Topics.ContainsKey(topic))
                throw new InvalidInputException($"topics.{topic}", "unknown_topic", $"'{topic}' is no topic of the workspace: it has {(workspace.Topics.Count == 0 ? "none" : string.Join(", ", workspace.Topics.Keys.Order(StringComparer.Ordinal)))}.");
            if (said.Count == 0)
                throw new InvalidInputException($"topics.{topic}", "missing", $"topics.{topic} is empty: give at least one channel, e.g. {{\"sms\": \"opted_out\"}}.");
        }

        if (body.Source is { Length: 0 or > 100 })
            throw new InvalidInputException("source", "wrong_length", "source takes 1 to 100 characters, e.g. \"web form\".");
        if (body.Proof is { Length: > 500 })
            throw new InvalidInputException("proof", "wrong_length", $"proof is {body.Proof.Length} characters long: at most 500 are kept. Give the id or address of the record instead.");
    }

    /// <param name="said">What was just recorded.</param>
    private async Task<Answer> ViewAsync(HttpRequest request, string id, ConsentsRequest? said = null)
    {
        var workspace = request.Caller().Workspace;
        if (!ContactId.TryParse(id, out var contact) || await consents.FindAsync(workspace, contact, request.HttpContext.RequestAborted) is not { } items)
            throw new NotFoundException("contact", id);
        var history = await consents.HistoryAsync(workspace, contact, request.HttpContext.RequestAborted);
        return Answers.Ok(new ConsentsView(items, history, said is null ? null : StillRefused.Of(said.Consents ?? Nothing, said.Topics ?? NothingOnTopics, items)));
    }
}

/// <param name="Topics">The same for topics of the workspace, by their name.</param>
/// <param name="Source">How it was said, e.g. <c>web form</c>; default <c>api</c>.</param>
/// <param name="Proof">What backs it; default: who sent the request.</param>
public sealed record ConsentsRequest(
    IReadOnlyDictionary<Channel, ConsentState>? Consents = null,
    IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>>? Topics = null,
    string? Source = null,
    string? Proof = null);

/// <param name="Warnings">Of an answer to what was recorded: where a yes does not let messages go, and who can lift what stands in the way.</param>
public sealed record ConsentsView(IReadOnlyList<ChannelConsent> Items, IReadOnlyList<ConsentChange> History, IReadOnlyList<InputProblem>? Warnings = null);

using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Recording;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences;

/// <summary>What a contact has said about each channel, and about topics on them.</summary>
public sealed class ConsentFunctions(IConsentStore consents, RecordConsents record)
{
    private const string Route = ContactFunctions.One + "/consents";

    [Function("GetConsents")]
    [RequiresRole(Role.Viewer)]
    [Operation("Consent by channel and by topic with source, time and proof, and all changes, newest first.", Response = typeof(ConsentsView))]
    public async Task<Answer> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, string id)
    {
        return ContactId.TryParse(id, out var contact) && await consents.FindAsync(request.Caller().Workspace, contact, request.HttpContext.RequestAborted) is { } items
            ? await ViewAsync(request, contact, items)
            : throw new NotFoundException("contact", id);
    }

    [Function("SetConsents")]
    [RequiresRole(Role.Sender)]
    [Operation("Records what the contact has said, by channel and by topic. A no holds for everybody with the address. A yes with proof, or an admin's, lifts it; warnings say what still stands in the way and who can lift that.", Request = typeof(ConsentsRequest), Response = typeof(ConsentsView))]
    public async Task<Answer> SetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, string id)
    {
        var body = await request.ReadJsonAsync<ConsentsRequest>();
        var said = new SaidConsents(body.Consents, body.Topics, body.Source, body.Proof);
        var (contact, items, warnings) = await record.RunAsync(request.Caller(), id, said, request.HttpContext.RequestAborted);
        return await ViewAsync(request, contact, items, warnings);
    }

    private async Task<Answer> ViewAsync(HttpRequest request, ContactId contact, IReadOnlyList<ChannelConsent> items, IReadOnlyList<InputProblem>? warnings = null) =>
        Answers.Ok(new ConsentsView(items, await consents.ListChangesAsync(request.Caller().Workspace, contact, request.HttpContext.RequestAborted), warnings));
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

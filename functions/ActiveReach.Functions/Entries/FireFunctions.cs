using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Entries.Calls;
using ActiveReach.Functions.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Runs.Standing;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Entries;

/// <summary>Campaigns that another system fires, for one contact or many.</summary>
public sealed class FireFunctions(FireCampaign fire, ShowFire show, Doorbells doorbells)
{
    private const string Route = "api/workspaces/{ws}/campaigns/{id}/fire";

    [Function(nameof(FireCampaign))]
    [RequiresRole(Role.Sender)]
    [Operation(
        "Sends a campaign of type api to one contact ({contact: {id or externalId or phone or email}, data}) or to up to 1,000 ({contacts: [{contact, data}]}). createMissing: true adds a contact who isn't known, with the fields given. What data says is event.NAME in the message. 402 where the plan of the workspace doesn't allow it, 409 while the campaign doesn't stand.",
        Request = typeof(FireInput), Response = typeof(FireAnswer), Status = 202)]
    public async Task<Answer> FireAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient client, string id)
    {
        var body = await request.ReadJsonAsync(LargestBody);
        var key = request.Headers["Idempotency-Key"].ToString();
        var fired = await fire.RunAsync(request.Caller(), new CampaignId(id), body, key.Length == 0 ? null : key, request.HttpContext.RequestAborted);
        await doorbells.RingAsync(client, fired.Orchestration, Doorbell.Start);
        return Answers.Status(202, fired);
    }

    [Function("GetFire")]
    [RequiresRole(Role.Viewer)]
    [Operation("What became of a call: whether each contact was taken, and how their message stands.", Response = typeof(FireStanding))]
    public async Task<Answer> ShowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns/{id}/fires/{fire}")] HttpRequest request, string id, string fire)
    {
        request.RefuseUnknownQuery();
        return Answers.Ok(await show.RunAsync(request.Caller(), new CampaignId(id), fire, request.HttpContext.RequestAborted));
    }

    /// <summary>A thousand contacts with the largest data.</summary>
    private const int LargestBody = 1000 * (ActiveReach.Entries.NewEntry.LargestBytes + 2048);
}

/// <summary>Either contact with data, or contacts.</summary>
public sealed record FireInput(FireContact? Contact = null, JsonElement? Data = null, IReadOnlyList<FireItem>? Contacts = null);

public sealed record FireItem(FireContact Contact, JsonElement? Data = null);

/// <summary>One of id, externalId, phone and email; with createMissing further fields of a contact.</summary>
public sealed record FireContact(string? Id = null, string? ExternalId = null, string? Phone = null, string? Email = null, bool? CreateMissing = null);

using System.Text.Json.Nodes;
using ActiveReach.Disclosure;
using ActiveReach.Functions.Http;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences;

/// <summary>All that is known of a person, for the person.</summary>
public sealed class AccessFunctions(DiscloseContact disclose, AccessDocument document)
{
    [Function("ReadAccess")]
    [RequiresRole(Role.Admin)]
    [Operation("Everything known of a contact as one document: profile, consents with their history, devices, messages, replies, events, orders. That it was read is audited.", Response = typeof(JsonObject))]
    public async Task<Answer> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ContactFunctions.One + "/access")] HttpRequest request, string id)
    {
        request.RefuseUnknownQuery();
        var (caller, cancellation) = (request.Caller(), request.HttpContext.RequestAborted);
        var person = await disclose.RunAsync(caller, id, cancellation);
        return Answers.Of(Results.Stream(body => document.WriteAsync(caller.Workspace, person, body, cancellation), "application/json; charset=utf-8", $"{person.Id}.json"));
    }
}

using ActiveReach.Audiences.Merges;
using ActiveReach.Functions.Entries;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Audiences;

/// <summary>Makes one contact of two records of a person.</summary>
public sealed class MergeFunctions(MergeContacts merge, ChangedContacts changed)
{
    [Function("MergeContacts")]
    [RequiresRole(Role.Sender)]
    [Operation(
        "Merges the contact named in from into this one: this one keeps its values and takes those it lacks, lists are united, the stricter consent holds, and messages, replies, devices, events and orders go along. The id that goes leads here from then on.",
        Request = typeof(MergeRequest), Response = typeof(ContactView))]
    public async Task<Answer> MergeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ContactFunctions.One + "/merge")] HttpRequest request, [DurableClient] DurableTaskClient client, string id)
    {
        var body = await request.ReadJsonAsync<MergeRequest>();
        if (!ContactId.TryParse(id, out var stays))
            throw new NotFoundException("contact", id);
        if (!ContactId.TryParse(body.From, out var goes))
            throw new InvalidInputException("from", "invalid_value", $"from '{InputProblem.Shorten(body.From)}' is no contact: give an id such as ctc_4294967297.");
        var contact = await merge.RunAsync(request.Caller(), stays, goes, request.HttpContext.RequestAborted);
        await changed.TellAsync(client, request.Caller().Workspace, contact.Id, request.HttpContext.RequestAborted);
        return Answers.Ok(ContactView.Of(contact), ContactView.Tag(contact));
    }
}

/// <param name="From">Id of the contact that goes.</param>
public sealed record MergeRequest(string From);

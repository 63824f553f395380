using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.TestSends;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.TestSends;

/// <summary>A campaign's messages, sent to members to look at.</summary>
public sealed class TestSendFunctions(SendTest send)
{
    [Function(nameof(SendTest))]
    [RequiresRole(Role.Sender)]
    [Operation("Sends the messages to members of the workspace as a contact would get them; at most 20 an hour, in no figure.", Request = typeof(TestRequest), Response = typeof(TestReport))]
    public async Task<Answer> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/workspaces/{ws}/campaigns/{id}/test")] HttpRequest request, string id) =>
        Answers.Ok(await send.RunAsync(request.Caller(), new CampaignId(id), await request.ReadJsonAsync<TestRequest>(), request.HttpContext.RequestAborted));
}

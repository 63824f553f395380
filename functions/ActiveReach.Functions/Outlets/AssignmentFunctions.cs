using System.Text.Json;
using ActiveReach.Functions.Http;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Outlets;

/// <summary>The assignment of contacts to outlets: watched, asked for, run, and run on.</summary>
public sealed class AssignmentFunctions(AssignOutlets assign)
{
    private const string Outlets = "api/workspaces/{ws}/outlets";

    [Function("ReadOutletAssignment")]
    [RequiresRole(Role.Viewer)]
    [Operation("How many contacts belong to outlets by what, and how far the assignment of all has come.", Response = typeof(AssignmentView))]
    public async Task<Answer> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Outlets + "/assignment")] HttpRequest request) =>
        Answers.Ok(await ViewAsync(request));

    [Function("AskForOutletAssignment")]
    [RequiresRole(Role.Admin)]
    [Operation("Assigns all contacts anew; one that runs starts over.", Response = typeof(AssignmentView), Status = 202)]
    public async Task<Answer> AskAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Outlets + "/assign")] HttpRequest request)
    {
        await assign.AskAsync(request.Caller().Workspace, request.HttpContext.RequestAborted);
        return Answers.Accepted($"/api/workspaces/{request.Caller().Workspace}/outlets/assignment", await ViewAsync(request));
    }

    [Function("AssignOutlets")]
    public Task RunAsync([QueueTrigger(AssignOutlets.Queue)] string message, CancellationToken cancellation) => assign.RunAsync(Read(message), cancellation);

    [Function("GiveUpOutletAssignment")]
    public Task GiveUpAsync([QueueTrigger(AssignOutlets.Queue + "-poison")] string message, CancellationToken cancellation) => assign.GiveUpAsync(Read(message), cancellation);

    [Function("ResumeOutletAssignments")]
    public Task ResumeAsync([TimerTrigger("45 */2 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        assign.ResumeStalledAsync(TimeSpan.FromMinutes(2), cancellation);

    private async Task<AssignmentView> ViewAsync(HttpRequest request) =>
        AssignmentView.Of(await assign.ShowAsync(request.Caller().Workspace, request.HttpContext.RequestAborted));

    private static WorkspaceId Read(string message) => new(JsonSerializer.Deserialize<AssignmentMessage>(message, Wire.Json)!.Workspace);
}

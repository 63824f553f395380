using ActiveReach.Functions.Http;
using ActiveReach.Functions.Sight;
using ActiveReach.Lists;
using ActiveReach.Operations;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Operations;

/// <summary>Messages of the app's queues that came to no end by themselves.</summary>
public sealed class QueueFunctions(SetAsideMessages messages, SettleSetAside settle)
{
    private const string Route = "api/workspaces/{ws}/operations/queues";
    private const string Settled = "What failed too often and was settled, as failed with its reason, stays so, and what is put back is held against the store before anything is done: nobody is sent a message twice.";

    [Function("ListQueues")]
    [RequiresRole(Role.Admin)]
    [Operation("The queues of the app, each with the messages of the workspace that could neither be carried out nor settled: how many, since when, what of, and what to do.", Response = typeof(Page<QueueView>))]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request)
    {
        request.RefuseUnknownQuery();
        var found = (await messages.ListAsync(request.Caller().Workspace, request.HttpContext.RequestAborted)).ToLookup(message => message.Queue, StringComparer.Ordinal);
        var queues = AppFunctions.WorkQueues.Union(found.Select(each => each.Key), StringComparer.Ordinal).Select(queue => QueueView.Of(queue, [.. found[queue]])).ToList();
        return Answers.Ok(new Page<QueueView>(queues, null, queues.Count));
    }

    [Function("ReplayQueue")]
    [RequiresRole(Role.Admin)]
    [Operation("Puts messages that were set aside back on their queue: those named, or all. " + Settled, Request = typeof(ReplayRequest), IsBodyOptional = true, Response = typeof(QueueSettled))]
    public async Task<Answer> ReplayAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{queue}/replay")] HttpRequest request, string queue)
    {
        Require(queue);
        var sent = request.ContentLength is null or 0 && request.ContentType is null ? new ReplayRequest() : await request.ReadJsonAsync<ReplayRequest>();
        return Answers.Ok(new QueueSettled(queue, await settle.ReplayAsync(request.Caller(), queue, sent.Messages, request.HttpContext.RequestAborted), Settled));
    }

    [Function("DiscardQueue")]
    [RequiresRole(Role.Admin)]
    [Operation("Drops messages that were set aside, those named or all, with a reason for the audit trail. What the app finds undone it does again by itself: batches of a run that is being sent, imports, events of the inbox.",
        Request = typeof(DiscardRequest), Response = typeof(QueueSettled))]
    public async Task<Answer> DiscardAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{queue}/discard")] HttpRequest request, string queue)
    {
        Require(queue);
        var sent = await request.ReadJsonAsync<DiscardRequest>();
        return Answers.Ok(new QueueSettled(
            queue, await settle.DiscardAsync(request.Caller(), queue, sent.Messages, sent.Reason, request.HttpContext.RequestAborted), "They are gone; the audit trail tells by whom and why."));
    }

    private static void Require(string queue)
    {
        if (!AppFunctions.WorkQueues.Contains(queue, StringComparer.Ordinal))
            throw new NotFoundException("queue", queue);
    }
}

/// <param name="Messages">Ids; missing for all of the queue.</param>
public sealed record ReplayRequest(IReadOnlyList<string>? Messages = null);

/// <param name="Messages">Ids; missing for all of the queue.</param>
/// <param name="Reason">Kept in the audit trail.</param>
public sealed record DiscardRequest(string Reason, IReadOnlyList<string>? Messages = null);

/// <param name="Messages">How many.</param>
/// <param name="Note">What that means.</param>
public sealed record QueueSettled(string Queue, int Messages, string Note);

using Functions.Embedded.Tests.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Tests.Worker;

internal sealed record OrderPlaced(string Item, int Count);

internal sealed class OrderFunctions(Inbox inbox)
{
    [Function("PlaceOrder")]
    public static async Task<IResult> PlaceOrder(
        [HttpTrigger("post", Route = "orders/{id}")] HttpRequest request, string id,
        [Microsoft.Azure.Functions.Worker.Http.FromBody] OrderPlaced order, [DurableClient] DurableTaskClient client)
    {
        await client.ScheduleNewOrchestrationInstanceAsync("OrderFlow", order, new StartOrchestrationOptions(id));
        return Results.Accepted();
    }

    [Function("Approve")]
    public static Task Approve([QueueTrigger("approvals")] string id, [DurableClient] DurableTaskClient client) =>
        client.RaiseEventAsync(id, "Approved", "by queue");

    [Function("OrderFlow")]
    public static async Task<string> OrderFlow([OrchestrationTrigger] TaskOrchestrationContext context, OrderPlaced order, FunctionContext function)
    {
        var price = await context.CallActivityAsync<int>("Price", order);
        var approval = await context.WaitForExternalEvent<string>("Approved");
        await context.CreateTimer(TimeSpan.FromDays(2), CancellationToken.None);
        return await context.CallActivityAsync<string>("Ship", $"{order.Count} {order.Item} for {price}, approved {approval}, as {function.FunctionDefinition.Name}");
    }

    [Function("Price")]
    public static int Price([ActivityTrigger] OrderPlaced order) => order.Count * 10;

    [Function("Ship")]
    public string Ship([ActivityTrigger] string what, string instanceId)
    {
        inbox.Put($"{instanceId}: {what}");
        return what;
    }
}

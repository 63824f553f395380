using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Embedded.Tests.Http;

internal sealed class Greeter
{
    public string Greet(string name) => $"Hello {name}";
}

internal sealed record Order(string Item, int Count);

internal sealed class HttpFunctions(Greeter greeter)
{
    [Function("Greet")]
    public IActionResult Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/{name:regex(^(?!boss$))}")] HttpRequest request, string name) =>
        new OkObjectResult(new { Text = greeter.Greet(name), request.Method });

    [Function("GreetBoss")]
    public static IResult GreetBoss([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/boss")] HttpRequest request) =>
        Results.Text("Good morning");

    [Function("Number")]
    public static IResult Number([HttpTrigger("get", Route = "numbers/{value:int}")] HttpRequest request, int value, Guid? mark, string? note = "none") =>
        Results.Text($"{value + 1} {mark} {note}");

    [Function("PlaceOrder")]
    public static async Task<IActionResult> PlaceOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] HttpRequest request, [Microsoft.Azure.Functions.Worker.Http.FromBody] Order order, CancellationToken cancellation)
    {
        await Task.Yield();
        return cancellation.IsCancellationRequested ? new BadRequestResult() : new CreatedResult("/orders/1", order);
    }

    [Function("Plain")]
    public static string Plain([HttpTrigger("get", "post")] HttpRequest request) => "is not written";

    [Function("Broken")]
    public static IResult Broken([HttpTrigger("get")] HttpRequest request) => throw new InvalidOperationException("broken");

    [Function("Describe")]
    public static IResult Describe([HttpTrigger("get")] HttpRequest request, FunctionContext context) =>
        Results.Text(string.Join('|', context.FunctionDefinition.Name, context.FunctionDefinition.EntryPoint, context.GetHttpContext()!.Request.Path, context.Items["seen"]));

    [Function("Upload")]
    public static async Task<IResult> Upload([HttpTrigger("post")] HttpRequest request)
    {
        var buffer = new byte[65536];
        long total = 0;
        int read;
        while ((read = await request.Body.ReadAsync(buffer)) > 0)
            total += read;
        return Results.Text($"{total}");
    }
}

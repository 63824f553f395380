using Microsoft.Azure.Functions.Worker;

namespace Functions.Embedded.Tests.Queues;

internal sealed record Parcel(string To, int Weight);

internal sealed class QueueFunctions(Inbox inbox)
{
    [Function("Receive")]
    public async Task Receive([QueueTrigger("letters")] string letter, long dequeueCount)
    {
        var running = Interlocked.Increment(ref inbox.Running);
        lock (inbox)
            inbox.MostRunning = Math.Max(inbox.MostRunning, running);
        if (inbox.Gate is { } gate)
            await gate.Task.WaitAsync(Eventually.Bound);
        Interlocked.Decrement(ref inbox.Running);
        var tries = inbox.Tries.AddOrUpdate(letter, 1, (_, before) => before + 1);
        inbox.Put($"{letter}#{dequeueCount}");
        if (letter.StartsWith("always fails", StringComparison.Ordinal) || (letter.StartsWith("fails once", StringComparison.Ordinal) && tries == 1))
            throw new InvalidOperationException("as asked");
    }

    [Function("Poisoned")]
    public void Poisoned([QueueTrigger("letters-poison")] byte[] letter) => inbox.Put("poison: " + System.Text.Encoding.UTF8.GetString(letter));

    [Function("Pack")]
    [QueueOutput("%Outgoing%")]
    public Parcel[] Pack([QueueTrigger("orders")] Parcel parcel) => [parcel, parcel with { Weight = parcel.Weight + 1 }];

    [Function("Ship")]
    public void Ship([QueueTrigger("shipping")] Parcel parcel, FunctionContext context) =>
        inbox.Put($"{parcel.To} {parcel.Weight} {context.BindingContext.BindingData["DequeueCount"]}");
}

internal sealed class CountingFunctions(Inbox inbox)
{
    [Function("Count")]
    public void Count([QueueTrigger("numbers")] string number) => inbox.Tries.AddOrUpdate("total", 1, (_, before) => before + 1);
}

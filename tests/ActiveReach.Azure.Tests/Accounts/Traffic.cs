using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ActiveReach.Azure.Tests.Accounts;

/// <summary>What some deeds cost.</summary>
/// <param name="Entities">Written or deleted, each of a group for itself.</param>
/// <param name="Reads">Requests that write nothing.</param>
/// <param name="Sent">Bytes of bodies.</param>
/// <param name="Received">Bytes of bodies.</param>
public readonly record struct Spent(int Requests, int Reads, int Entities, long Sent, long Received)
{
    public static Spent operator +(Spent one, Spent other) =>
        new(one.Requests + other.Requests, one.Reads + other.Reads, one.Entities + other.Entities, one.Sent + other.Sent, one.Received + other.Received);
}

/// <summary>Counts what goes to the tables and comes back, in the pipeline of their client.</summary>
public sealed class Traffic : HttpPipelinePolicy
{
    private readonly Lock gate = new();
    private Spent all;

    /// <summary>Since it was asked last.</summary>
    public Spent Take()
    {
        lock (gate)
        {
            var taken = all;
            all = default;
            return taken;
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using var body = new MemoryStream();
        if (message.Request.Content is { } content)
            await content.WriteToAsync(body, message.CancellationToken);
        await ProcessNextAsync(message, pipeline);
        var isRead = message.Request.Method == RequestMethod.Get;
        var entities = isRead ? 0 : message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) ? Parts(body) : 1;
        var spent = new Spent(1, isRead ? 1 : 0, entities, body.Length, message.Response.ContentStream is { CanSeek: true } answer ? answer.Length : 0);
        lock (gate)
            all += spent;
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Nobody waits for a table.");

    /// <summary>Each part of a group is a request of its own, with the line that every request begins with.</summary>
    private static int Parts(MemoryStream body) => Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length).Split(" HTTP/1.1").Length - 1;
}

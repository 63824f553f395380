using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Functions.Embedded.Tests.Queues;

/// <summary>What queue functions received, and a way to wait for it.</summary>
internal sealed class Inbox
{
    private readonly Channel<string> arrivals = Channel.CreateUnbounded<string>();

    public ConcurrentDictionary<string, int> Tries { get; } = new(StringComparer.Ordinal);

    /// <summary>Set by a test to hold functions back.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public int Running;

    public int MostRunning;

    public void Put(string text) => arrivals.Writer.TryWrite(text);

    public async Task<string> NextAsync()
    {
        using var limit = new CancellationTokenSource(Eventually.Bound);
        return await arrivals.Reader.ReadAsync(limit.Token);
    }

    public async Task<List<string>> NextAsync(int count)
    {
        var texts = new List<string>();
        while (texts.Count < count)
            texts.Add(await NextAsync());
        return texts;
    }

    public bool IsEmpty => !arrivals.Reader.TryPeek(out _);
}

using System.Text.Json;
using ActiveReach.Approvals;
using ActiveReach.Problems;

namespace ActiveReach.Functions.Approvals;

/// <summary>Mail to members as lines of a file in the data directory, where no mail service is at hand.</summary>
internal sealed class FileMemberMail(string path, TimeProvider clock) : IMemberMail, IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private HashSet<string>? sent;

    public async Task SendAsync(MemberMail mail, CancellationToken cancellation = default)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            sent ??= await ReadAsync(cancellation);
            if (!sent.Contains(mail.Id))
            {
                var line = JsonSerializer.Serialize(new Line(clock.GetUtcNow(), mail.Id, mail.To, mail.Subject, mail.Text), Wire.Json);
                await File.AppendAllTextAsync(path, line + "\n", cancellation);
                sent.Add(mail.Id);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<HashSet<string>> ReadAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var lines = File.Exists(path) ? await File.ReadAllLinesAsync(path, cancellation) : [];
        return [.. lines.Select(IdOf).OfType<string>()];
    }

    /// <summary>Null for a line that was cut off by a crash.</summary>
    private static string? IdOf(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, Wire.Json)?.Id;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(DateTimeOffset Time, string Id, string To, string Subject, string Text);
}

using System.Diagnostics;
using System.Globalization;

namespace ActiveReach.Benchmarks.Road;

/// <summary>Whoever takes all messages.</summary>
internal interface ISink : IAsyncDisposable
{
    string Address { get; }

    /// <summary>How many messages it has taken.</summary>
    long Taken { get; }

    /// <summary>When it took the last one, in ticks of <see cref="Stopwatch"/>, which all processes of a machine share.</summary>
    long LastAt { get; }

    /// <summary>Where a receipt of each message goes; null for nowhere.</summary>
    Uri? Receipts { get; set; }
}

/// <summary>A sink in a process of its own, which ends with this one: it lives as long as its input is open.</summary>
internal sealed class SinkProcess : IDisposable
{
    private readonly Process process;

    /// <param name="kind"><c>http</c> or <c>smtp</c>.</param>
    public SinkProcess(string kind)
    {
        process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["sink", kind]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Address = process.StandardOutput.ReadLine()!;
    }

    public string Address { get; }

    public long Taken => Number("taken");

    /// <inheritdoc cref="ISink.LastAt"/>
    public long LastAt => Number("last");

    /// <summary>What the process runs: it answers every line.</summary>
    public static async Task<int> RunAsync(string kind)
    {
        await using ISink sink = kind == "smtp" ? new MailSink() : await Sink.StartAsync();
        Console.WriteLine(sink.Address);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line is not ("taken" or "last"))
                sink.Receipts = new Uri(line);
            Console.WriteLine(line == "last" ? sink.LastAt : sink.Taken);
        }

        return 0;
    }

    public void SendReceiptsTo(Uri callback) => Ask(callback.AbsoluteUri);

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5000))
            process.Kill();
        process.Dispose();
    }

    private long Number(string line) => long.Parse(Ask(line), CultureInfo.InvariantCulture);

    private string Ask(string line)
    {
        process.StandardInput.WriteLine(line);
        return process.StandardOutput.ReadLine()!;
    }
}

using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Sight;
using ActiveReach.Functions.Workspaces.Health;
using ActiveReach.Transfer;
using Functions.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Hosting;

/// <summary>A file beside the databases that says that they are those of a backup, until an app that sends has begun with them.</summary>
internal static class RestoredMark
{
    private const string Name = "restored";

    /// <summary>Before the databases are there: none of them is ever without it.</summary>
    public static void Set(string data) => File.WriteAllText(Path.Combine(data, Name), "");

    /// <summary>Has an app hold what would send before anything of it runs. One that starts without the functions that send leaves it to the next.</summary>
    /// <returns>What was done, in a sentence; null where nothing had to be.</returns>
    public static async Task<string?> HoldAsync(EmbeddedHost host)
    {
        var mark = Path.Combine(host.Services.GetRequiredService<StoreOptions>().DataDirectory, Name);
        if (!File.Exists(mark) || !host.Functions.Any(function => AppFunctions.Senders.Contains(function.Name)))
            return null;
        await ActivatorUtilities.CreateInstance<StoreStart>(host.Services).StartingAsync(CancellationToken.None);
        var paused = await host.Services.GetRequiredService<HoldRestored>().RunAsync();
        File.Delete(mark);
        return $"The files are those of a backup: {paused} campaigns that would have sent are paused. Each says why; resume those of which nothing was handed over since the backup.";
    }
}

using ActiveReach.Functions.Hosting.Demo;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Workspaces;
using Functions.Embedded;
using Functions.Embedded.Clock;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Functions.Hosting;

internal static partial class AppHosting
{
    /// <summary>Serves until Ctrl-C, after the demo where it is asked for. The exit code is 1 when the demo did not come through.</summary>
    public static async Task<int> RunAsync(IHost host, string[] args)
    {
        if (WorkspaceCommand.IsAskedFor(args))
            return await WorkspaceCommand.RunAsync(host.Services, args, Console.Out, Console.Error);

        await host.StartAsync();
        var address = EmbeddedHost.Of(host).Address;
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        Announce(host, address);
        try
        {
            if (StartOptions.IsDemo(args))
                await SceneOf(host, address).PlayAsync(stopping);
            Console.WriteLine($"Serving at {address} until Ctrl-C.");
            await host.WaitForShutdownAsync(CancellationToken.None);
            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception error) when (StartOptions.IsDemo(args))
        {
            await Console.Error.WriteLineAsync($"The demo stopped: {error.Message}");
            return 1;
        }
        finally
        {
            await host.StopAsync();
        }
    }

    private static DemoScene SceneOf(IHost host, Uri address)
    {
        var settings = host.Services.GetRequiredService<IConfiguration>();
        return new DemoScene(
            address,
            host.Services.GetRequiredService<RuntimeActivity>(),
            settings["ActiveReach:DataDirectory"]!,
            StartOptions.Number(settings, "contacts", 10_000),
            StartOptions.Number(settings, "seed", 1));
    }

    private static void Announce(IHost host, Uri address)
    {
        var settings = host.Services.GetRequiredService<IConfiguration>();
        Console.WriteLine($"ActiveReach listens at {address}, with its files in {settings["ActiveReach:DataDirectory"]}.");
        if (host.Services.GetRequiredService<AccessOptions>().PublicUrl.IsLoopback)
            Console.WriteLine("Keys of the workspace demo, from this machine only: demo-admin-key, demo-sender-key, demo-viewer-key.");
    }
}

using ActiveReach.Functions.Hosting.Demo;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Sqlite;
using Functions.Embedded;
using Functions.Embedded.Clock;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Functions.Hosting;

internal static partial class AppHosting
{
    /// <summary>What the command line asks for: help, a new workspace, the demo, or serving until Ctrl-C.</summary>
    /// <returns>The exit code: 1 when the demo did not come through, 2 when it could not begin as asked.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Arguments.AskForHelp(args))
        {
            Console.WriteLine(Arguments.Help);
            return 0;
        }

        try
        {
            Arguments.Check(args);
            using var host = ActiveReachApp.Build(args);
            EmbeddedHost.Of(host).Occupy();
            _ = host.Services.GetRequiredService<ProductDatabase>();
            return WorkspaceCommand.IsAskedFor(args)
                ? await WorkspaceCommand.RunAsync(host.Services, args, Console.Out, Console.Error)
                : await ServeAsync(host, args);
        }
        catch (Exception error) when (error is InvalidOperationException or UsageException or IOException)
        {
            await Console.Error.WriteLineAsync(error.Message.ReplaceLineEndings(" "));
            return 2;
        }
    }

    private static async Task<int> ServeAsync(IHost host, string[] args)
    {
        await host.StartAsync();
        var address = EmbeddedHost.Of(host).Address;
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        Announce(host, address);
        try
        {
            if (StartOptions.IsDemo(args))
                await SceneOf(host, address).PlayAsync(stopping);
            else
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
            host.Services.GetRequiredService<TimeProvider>(),
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

using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Hosting.Demo;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Functions.Workspaces.Health;
using ActiveReach.Functions.Workspaces.Transfer;
using ActiveReach.Sqlite;
using Functions.Embedded;
using Functions.Embedded.Clock;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActiveReach.Functions.Hosting;

internal static partial class OwnHost
{
    /// <summary>Set for every app of the platform, and for <c>func start</c>.</summary>
    private const string Runtime = "FUNCTIONS_WORKER_RUNTIME";

    /// <summary>What the command line asks for: help, a backup, a look at the app, a new workspace, the demo, or serving until Ctrl-C.</summary>
    /// <returns>The exit code: 1 when the demo did not come through or the app is not well, 2 when it could not begin as asked.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Arguments.AskForHelp(args))
        {
            Console.WriteLine(Arguments.Help);
            return 0;
        }

        try
        {
            RefuseThePlatform();
            Arguments.Check(args);
            if (BackupCommand.IsAskedFor(args))
            {
                // A place such as /backups/monday would be read as an option.
                Console.WriteLine(BackupCommand.Run(args, DirectoryOf(SettingsOf(args[2..]).Configuration)));
                return 0;
            }

            if (HealthCommand.IsAskedFor(args))
                return await HealthCommand.RunAsync(SettingsOf(args).Urls[0], Console.Out, Console.Error);
            using var host = ActiveReachApp.Build(TransferCommand.OptionsOf(args));
            host.Occupy();
            _ = host.Services.GetService<ProductDatabase>();
            return WorkspaceCommand.IsAskedFor(args) ? await RunCommandAsync(host.Services, args) : await ServeAsync(host, args);
        }
        catch (Exception error) when (error is InvalidOperationException or UsageException or IOException)
        {
            await Console.Error.WriteLineAsync(error.Message.ReplaceLineEndings(" "));
            return 2;
        }
    }

    private static EmbeddedApplicationBuilder SettingsOf(string[] args)
    {
        var builder = EmbeddedApplicationBuilder.Create(args);
        ReadOptions(builder.Configuration, args);
        return builder;
    }

    /// <summary>A command asks the stores as a start would, and then works on them.</summary>
    private static async Task<int> RunCommandAsync(IServiceProvider services, string[] args)
    {
        await ActivatorUtilities.CreateInstance<StoreStart>(services).StartingAsync(CancellationToken.None);
        return TransferCommand.IsAskedFor(args)
            ? await TransferCommand.RunAsync(services, args, Console.Out)
            : await WorkspaceCommand.RunAsync(services, args, Console.Out, Console.Error);
    }

    private static async Task<int> ServeAsync(EmbeddedHost host, string[] args)
    {
        if (await RestoredMark.HoldAsync(host) is { } held)
            Console.WriteLine(held);
        await host.StartAsync();
        var address = host.Address;
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

    /// <summary>On the platform a process that was not started by its host would serve nobody, with stores of its own.</summary>
    private static void RefuseThePlatform()
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        if ((Platform.Mark(environment) ?? (environment[Runtime] is { Length: > 0 } ? Runtime : null)) is { } found)
            throw new InvalidOperationException($"The variable {found} says that this is the Functions platform, but no Functions host started the app (--functions-uri is missing). Let the host start it, or take the variable out of the environment to serve from this process.");
    }

    private static DemoScene SceneOf(EmbeddedHost host, Uri address)
    {
        var settings = host.Services.GetRequiredService<IConfiguration>();
        return new DemoScene(
            address,
            host.Services.GetRequiredService<RuntimeActivity>(),
            host.Services.GetRequiredService<TimeProvider>(),
            host.Services.GetRequiredService<StoreOptions>().DataDirectory,
            StartOptions.Number(settings, "contacts", 10_000),
            StartOptions.Number(settings, "seed", 1));
    }

    private static void Announce(EmbeddedHost host, Uri address)
    {
        Console.WriteLine($"ActiveReach listens at {address}, with its files in {host.Services.GetRequiredService<StoreOptions>().DataDirectory}.");
        if (host.Services.GetRequiredService<AccessOptions>().PublicUrl.IsLoopback)
            Console.WriteLine("Keys of the workspace demo, from this machine only: demo-admin-key, demo-sender-key, demo-viewer-key.");
    }
}

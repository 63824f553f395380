using ActiveReach.Access;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Workspaces;

/// <summary><c>workspace create NAME --admin EMAIL</c>: makes a workspace and prints its first key.</summary>
public static class WorkspaceCommand
{
    private const string Usage = "Usage: workspace create NAME --admin EMAIL [--data DIR]";

    public static bool IsAskedFor(string[] args) => args is ["workspace", ..];

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args, TextWriter output, TextWriter errors)
    {
        var admin = Array.IndexOf(args, "--admin");
        if (args is not ["workspace", "create", { } name, ..] || name.StartsWith('-') || admin < 0 || admin + 1 >= args.Length)
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        try
        {
            var (workspace, key) = await services.GetRequiredService<CreateWorkspace>().RunAsync(name, args[admin + 1]);
            await output.WriteLineAsync($"Workspace: {workspace.Id}");
            await output.WriteLineAsync($"Key of {args[admin + 1]} (admin), shown this once: {key}");
            return 0;
        }
        catch (Exception error) when (error is InvalidInputException or ConflictException)
        {
            await errors.WriteLineAsync(error.Message);
            return 1;
        }
    }
}

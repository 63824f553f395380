using System.Text.Json;
using ActiveReach.Audiences.Imports;
using ActiveReach.Functions.Entries;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Audiences.Files;

/// <summary>What makes imports run, run on, and end when they can't.</summary>
public sealed class ImportTriggers(ImportContacts import, AcceptImport accept, ChangedContacts changed)
{
    [Function(nameof(ImportContacts))]
    public async Task RunAsync([QueueTrigger(AcceptImport.Queue)] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (workspace, id) = Read(message);
        await import.RunAsync(workspace, id, cancellation);
        await changed.TellOfManyAsync(client, workspace, cancellation);
    }

    [Function("GiveUpImport")]
    public Task GiveUpAsync([QueueTrigger(AcceptImport.Queue + "-poison")] string message, CancellationToken cancellation)
    {
        var (workspace, id) = Read(message);
        return import.FailAsync(workspace, id, "The import stopped several times at the same place. What it had stored stays; send the file again.", cancellation);
    }

    [Function("ResumeImports")]
    public Task ResumeAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        accept.ResumeStalledAsync(TimeSpan.FromMinutes(5), cancellation);

    private static (WorkspaceId Workspace, string Import) Read(string message)
    {
        var read = JsonSerializer.Deserialize<ImportMessage>(message, Wire.Json)!;
        return (new WorkspaceId(read.Workspace), read.Import);
    }
}

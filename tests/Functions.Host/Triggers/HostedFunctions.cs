using Microsoft.Azure.WebJobs;
using Newtonsoft.Json.Linq;

namespace Functions.Host.Triggers;

/// <summary>What the emitted class of functions derives from: one method for each kind of answer. Public, because emitted code sees nothing else.</summary>
public abstract class HostedFunctions(IInvoke invoke)
{
    public Task RunAsync(string function, object? trigger, Binder binder) => invoke.InvokeAsync(function, trigger, binder);

    public async Task<string?> TextAsync(string function, object? trigger, Binder binder) => (string?)await invoke.InvokeAsync(function, trigger, binder);

    public Task<JToken?> JsonAsync(string function, object? trigger, Binder binder) => invoke.InvokeAsync(function, trigger, binder);
}

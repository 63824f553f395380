using Microsoft.Azure.WebJobs;
using Newtonsoft.Json.Linq;

namespace Functions.Host.Triggers;

/// <summary>Carries an invocation of the WebJobs SDK over to the worker.</summary>
public interface IInvoke
{
    /// <param name="function">Its name.</param>
    /// <param name="trigger">What the extension of the trigger bound.</param>
    /// <param name="binder">Binds the function's other inputs.</param>
    Task<JToken?> InvokeAsync(string function, object? trigger, Binder binder);
}

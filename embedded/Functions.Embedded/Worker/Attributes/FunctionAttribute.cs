namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a public method as a function, found at start and run by its trigger.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    public FunctionAttribute(string name) => Name = name;

    /// <summary>The name of the function, unique in the app without regard to case.</summary>
    public string Name { get; }
}

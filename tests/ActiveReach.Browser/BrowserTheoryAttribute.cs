namespace ActiveReach.Browser;

/// <summary><see cref="BrowserFactAttribute"/> for several rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}

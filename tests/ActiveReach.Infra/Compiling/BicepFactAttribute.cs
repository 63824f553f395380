namespace ActiveReach.Infra.Compiling;

/// <summary>A test that compiles Bicep.</summary>
public sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = Bicep.Lacking;
}

/// <inheritdoc cref="BicepFactAttribute"/>
public sealed class BicepTheoryAttribute : TheoryAttribute
{
    public BicepTheoryAttribute() => Skip = Bicep.Lacking;
}

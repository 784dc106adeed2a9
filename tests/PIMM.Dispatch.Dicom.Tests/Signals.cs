namespace PIMM.Dispatch.Dicom.Tests;

/// <summary>Lets a test wait until something is true, looked at again whenever something happens.</summary>
public sealed class Signals : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _happened = new(0);

    public void Raise() => _happened.Release();

    public void Dispose() => _happened.Dispose();

    public async Task UntilAsync(Func<bool> isTrue)
    {
        while (!isTrue())
        {
            if (!await _happened.WaitAsync(Patience))
                throw new TimeoutException("What the test waits for did not happen");
        }
    }
}

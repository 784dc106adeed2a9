namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// Notes whether a peer keeps us waiting. The connection's loop writes what it is doing; the server's clock
/// calls
/// <see cref="Tick"/>, which counts only the time that the peer, not we, let pass.
/// </summary>
internal sealed class PeerWatch(DicomServerLimits limits)
{
    private enum Phase
    {
        AwaitingRequest,
        Idle,
        Message,
        Closing,
    }

    // Written by the loop, read by the clock. A stale read costs one tick.
    private volatile Phase _phase = Phase.AwaitingRequest;
    private volatile int _phaseNumber;
    private volatile bool _isWaiting;
    private volatile bool _isSending;
    private long _bytes;

    // Belong to the clock.
    private int _phaseNumberSeen;
    private long _bytesSeen;
    private TimeSpan _waited;

    public bool IsBetweenMessages => _phase is Phase.Idle or Phase.AwaitingRequest;

    public void EnterIdle() => Enter(Phase.Idle);

    public void EnterMessage()
    {
        if (_phase == Phase.Idle)
            Enter(Phase.Message);
    }

    public void EnterClosing() => Enter(Phase.Closing);

    public void EnterWaiting() => _isWaiting = true;

    /// <param name="bytesBuffered">Bytes that are there now; any growth is a sign of life.</param>
    public void LeaveWaiting(long bytesArrived)
    {
        _isWaiting = false;
        Volatile.Write(ref _bytes, _bytes + bytesArrived);
    }

    public void EnterSending() => _isSending = true;

    public void LeaveSending() => _isSending = false;

    /// <summary>Why the peer has had its time, or null.</summary>
    public string? Tick(TimeSpan elapsed)
    {
        var phaseNumber = _phaseNumber;
        var bytes = Volatile.Read(ref _bytes);
        if (phaseNumber != _phaseNumberSeen)
            Restart(phaseNumber, bytes);
        return _phase switch
        {
            Phase.AwaitingRequest => Waited(elapsed, limits.Artim) ? "No association request in time" : null,
            Phase.Closing => Waited(elapsed, limits.Artim) ? "The peer did not close in time" : null,
            _ when _isSending => Waited(elapsed, limits.Idle) ? "The peer does not read our answers" : null,
            _ when !_isWaiting => null,
            Phase.Idle => TickIdle(elapsed, bytes),
            _ => TickMessage(elapsed, bytes),
        };
    }

    private string? TickIdle(TimeSpan elapsed, long bytes)
    {
        if (bytes != _bytesSeen)
            Restart(_phaseNumberSeen, bytes);
        return Waited(elapsed, limits.Idle) ? "Silence between two messages" : null;
    }

    private string? TickMessage(TimeSpan elapsed, long bytes)
    {
        if (!Waited(elapsed, limits.RateWindow))
            return null;
        var arrived = bytes - _bytesSeen;
        Restart(_phaseNumberSeen, bytes);
        return arrived < limits.RateBytesMin ? "The message arrives slower than the least rate" : null;
    }

    private bool Waited(TimeSpan elapsed, TimeSpan limit)
    {
        _waited += elapsed;
        return _waited >= limit;
    }

    private void Restart(int phaseNumber, long bytes)
    {
        _phaseNumberSeen = phaseNumber;
        _bytesSeen = bytes;
        _waited = TimeSpan.Zero;
    }

    private void Enter(Phase phase)
    {
        _phase = phase;
        _phaseNumber++;
    }
}

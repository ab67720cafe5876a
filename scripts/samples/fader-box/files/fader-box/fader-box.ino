// Fader Box: eight faders as MIDI controllers over USB. For an ATmega32U4 at 5 V.
#include <EEPROM.h>
#include <MIDIUSB.h>

const bool FINE = false;  // true: 14-bit controllers, the fine part 32 numbers higher
const byte BUTTON = 2;
const byte COUNT = 8;
const byte CHANNEL = 0;

const byte faders[COUNT] = {A0, A1, A2, A3, A6, A7, A8, A9};
byte controllers[COUNT] = {16, 17, 18, 19, 20, 21, 22, 23};
int shown[COUNT];

void setup() {
  pinMode(BUTTON, INPUT_PULLUP);
  for (byte i = 0; i < COUNT; i++) {
    byte kept = EEPROM.read(i);
    if (kept < 120) controllers[i] = kept;
    shown[i] = -1;
  }
  if (digitalRead(BUTTON) == LOW) learn();
}

void loop() {
  for (byte i = 0; i < COUNT; i++) {
    int value = read(faders[i]);
    // A fader at rest wanders by a step or two: only more than that is a hand.
    if (abs(value - shown[i]) < (FINE ? 24 : 96)) continue;
    shown[i] = value;
    send(i, value);
  }
  MidiUSB.flush();
}

// 16 readings of 10 bits make one of 14.
int read(byte pin) {
  int sum = 0;
  for (byte n = 0; n < 16; n++) sum += analogRead(pin);
  return sum;
}

void send(byte i, int value) {
  control(controllers[i], value >> 7);
  if (FINE && controllers[i] < 32) control(controllers[i] + 32, value & 0x7f);
}

void control(byte number, byte value) {
  midiEventPacket_t event = {0x0b, (byte)(0xb0 | CHANNEL), number, value};
  MidiUSB.sendMIDI(event);
}

// Each fader in turn takes the number of the next controller message that comes in.
void learn() {
  byte i = 0;
  while (i < COUNT) {
    midiEventPacket_t event = MidiUSB.read();
    if (event.header != 0x0b || event.byte2 >= 120) continue;
    controllers[i] = event.byte2;
    EEPROM.update(i, event.byte2);
    i++;
  }
}

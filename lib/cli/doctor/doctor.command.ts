import type { Command } from '../command.js';
import { DOCTOR_USAGE, parseDoctorArguments } from './arguments.js';

export const doctorCommand: Command = {
  name: 'doctor',
  usage: DOCTOR_USAGE,
  run: async (argv, terminal) => {
    const call = parseDoctorArguments(argv);
    // Loaded when it is asked for: the sandbox does without Nest, and the doctor reads options as the module does.
    const { runDoctor } = await import('./run-doctor.js');
    return runDoctor(call, terminal);
  },
};
